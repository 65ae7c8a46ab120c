-- Audiences that the type does not hold.
SELECT DISTINCT sent.audience
FROM (SELECT unnest(rows) AS sent FROM ledger)
WHERE try_cast(sent.audience AS audience) IS NULL
ORDER BY ALL;
