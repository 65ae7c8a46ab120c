-- The smallest cells in which people are counted, by measure.
SELECT DISTINCT
    measure::VARCHAR,
    place,
    audience::VARCHAR,
    activity,
    period,
    coalesce(sex::VARCHAR, 'unknown'),
    coalesce(age::VARCHAR, 'unknown'),
    coalesce(ethnicity, 'unknown'),
    coalesce(disability::VARCHAR, 'unknown')
FROM lines
JOIN reports USING (report)
WHERE measure IN ('attendances', 'people', 'scans', 'views')
ORDER BY ALL;
