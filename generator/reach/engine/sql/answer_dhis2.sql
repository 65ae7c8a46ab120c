-- What the reports that count say, summed as DHIS2 keeps it. Things are not told apart by sex, age
-- or disability; ethnicity is summed, as its words are free.
SELECT
    measure::VARCHAR,
    audience::VARCHAR,
    activity,
    period,
    place,
    CASE WHEN about_people THEN coalesce(sex::VARCHAR, 'unknown') END AS sex,
    CASE WHEN about_people THEN coalesce(age::VARCHAR, 'unknown') END AS age,
    CASE WHEN about_people THEN coalesce(disability::VARCHAR, 'unknown') END AS disability,
    sum(value)::BIGINT
FROM (
    SELECT *, measure IN ('attendances', 'people', 'scans', 'views') AS about_people FROM lines
)
JOIN reports USING (report)
GROUP BY ALL
ORDER BY ALL;
