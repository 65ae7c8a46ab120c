SELECT part, audience::VARCHAR, place, low, high
FROM reached
WHERE family = $family AND (place = 0 OR $everywhere)
ORDER BY ALL;
