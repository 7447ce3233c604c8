-- the part of it that a host which is another organisation pays and may know: its authority is measured by that
ALTER TABLE change_costs ADD COLUMN host_minor INTEGER;
