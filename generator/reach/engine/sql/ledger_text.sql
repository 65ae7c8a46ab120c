CREATE TEMP VIEW ledger AS
SELECT *
FROM read_json(
    getvariable('ledgers'),
    format = 'newline_delimited',
    columns = {{{columns}}},
    maximum_object_size = {longest}
);
