-- What in a ledger from elsewhere nobody there can have accepted. In: the names that its own
-- metadata give. Out: (what it is, what was found), a few of each.
WITH sent AS (
    SELECT campaign, activity, unit, period, id, unnest(rows, recursive := true) FROM ledger
),
doubts (kind, found) AS (
    SELECT DISTINCT 'campaign', campaign FROM ledger WHERE campaign IS DISTINCT FROM $campaign
    UNION ALL
    SELECT DISTINCT 'unit', unit FROM ledger
    WHERE unit IS NULL OR NOT list_contains($units, unit)
    UNION ALL
    SELECT DISTINCT 'period', period FROM ledger
    WHERE
        period IS NULL
        OR NOT regexp_full_match(period, '(19|20|21)\d\d(-(S[12]|Q[1-4]|0[1-9]|1[0-2]))?')
    UNION ALL
    SELECT DISTINCT 'report', id FROM ledger WHERE id IS NULL OR activity IS NULL
    UNION ALL
    SELECT 'report', id FROM ledger GROUP BY id HAVING count(*) > 1
    UNION ALL
    SELECT DISTINCT 'audience', audience FROM sent
    WHERE audience IS NULL OR NOT list_contains($audiences, audience)
    UNION ALL
    SELECT DISTINCT 'measure', measure FROM sent
    WHERE measure IS NULL OR NOT list_contains($measures, measure)
    UNION ALL
    SELECT DISTINCT 'sex', sex FROM sent WHERE NOT list_contains($sexes, sex)
    UNION ALL
    SELECT DISTINCT 'age_band', age_band FROM sent WHERE NOT list_contains($ages, age_band)
    UNION ALL
    SELECT DISTINCT 'disability', disability FROM sent
    WHERE NOT list_contains($answers, disability)
    UNION ALL
    SELECT DISTINCT 'value', value::VARCHAR FROM sent
    WHERE value IS NULL OR value NOT BETWEEN 0 AND 100000000
)
SELECT kind, coalesce(found, '') FROM doubts
QUALIFY row_number() OVER (PARTITION BY kind ORDER BY found) <= 5
ORDER BY ALL;
