-- Every report of the ledger as it was accepted, in one file; always in the same order.
COPY (
    SELECT
        id, campaign, activity, unit, period, received_on, revises, reason, file, sha256, rows
    FROM ledger
    ORDER BY activity, unit, period, received_on, id
) TO $file (FORMAT parquet, COMPRESSION zstd, KV_METADATA {'lachan.source': $source});
