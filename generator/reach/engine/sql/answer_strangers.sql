-- Audiences that the type does not hold; the ledger is read again only where there are some.
SELECT DISTINCT sent.audience
FROM (
    SELECT unnest(rows) AS sent
    FROM ledger
    WHERE EXISTS (SELECT 1 FROM lines WHERE audience IS NULL)
)
WHERE try_cast(sent.audience AS audience) IS NULL
ORDER BY ALL;
