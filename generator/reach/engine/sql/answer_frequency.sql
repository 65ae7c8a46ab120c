-- By audience: attendances, and how many different people made them at least. Units of one depth
-- of the tree share nobody, so the largest sum over a depth holds.
WITH reported AS (
    SELECT report, audience, sum(seen) AS seen
    FROM counted
    GROUP BY ALL
),
placed AS (
    SELECT audience, place, depth, max(seen) AS seen
    FROM reported
    JOIN reports USING (report)
    JOIN tree USING (place)
    GROUP BY ALL
),
depths AS (
    SELECT audience, depth, sum(seen) AS seen FROM placed GROUP BY ALL
),
attended AS (
    SELECT audience, sum(value) AS attendances
    FROM lines
    WHERE measure = 'attendances'
    GROUP BY ALL
)
SELECT audience::VARCHAR, attendances::BIGINT, coalesce(max(seen), 0)::BIGINT
FROM attended
LEFT JOIN depths USING (audience)
GROUP BY ALL
ORDER BY ALL;
