-- Home asks which records have a text in the making: few of all agreements do.

CREATE INDEX agreements_drafts ON agreements (secondment_id) WHERE status = 'draft';
