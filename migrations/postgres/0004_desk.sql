-- What Home asks on every visit: who starts or comes back in these days, and what somebody is still writing.

CREATE INDEX secondments_starts ON secondments (starts_on);
CREATE INDEX secondments_ends ON secondments (ends_on);
CREATE INDEX secondments_author ON secondments (author_id, workflow);
