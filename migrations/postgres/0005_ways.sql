-- How a record began: own request, advert, invitation, ad hoc need, swap.

ALTER TABLE secondments ADD COLUMN way_in TEXT NOT NULL DEFAULT 'own_request';

-- Work that happens by itself is taken by one node at a time.
CREATE TABLE job_leases (
  name TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  until TIMESTAMPTZ NOT NULL
);
