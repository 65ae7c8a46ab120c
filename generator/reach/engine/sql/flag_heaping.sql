-- By unit: how many numbers of people there are, and how many of them end in 0 or 5.
SELECT
    place,
    NULL,
    NULL,
    NULL,
    count(*) AS count,
    count(*) FILTER (value % 5 = 0) AS round
FROM lines
JOIN reports USING (report)
WHERE measure IN ('attendances', 'people') AND value >= $large
GROUP BY place
HAVING count(*) >= $several AND count(*) FILTER (value % 5 = 0) >= $share * count(*);
