-- Clause 4: the units of one depth of the tree, from their own reports and their sub-units.
-- In: the variable `depth`; `tree` (place, parent, ground, depth), `headcount` (place, audience,
-- people), `ranges`, and `reached` of the depth below. Out: `reached` of this depth.
-- Sub-units of one `ground` (a unit and the one it was merged into) may have reached the same people.

INSERT INTO reached
WITH own AS (
    SELECT family, part, place, audience, low, high
    FROM ranges
    JOIN tree USING (place)
    WHERE depth = getvariable('depth')
),
grounds AS (
    SELECT family, part, parent, ground, audience, max(low) AS low, sum(high) AS high
    FROM reached
    JOIN tree USING (place)
    WHERE depth = getvariable('depth') + 1
    GROUP BY ALL
),
below AS (
    SELECT family, part, parent AS place, audience, sum(low) AS low, sum(high) AS high
    FROM grounds
    GROUP BY ALL
)
SELECT
    family,
    part,
    place,
    audience,
    greatest(own.low, below.low)::BIGINT,
    least(coalesce(own.high, 0) + coalesce(below.high, 0), people)::BIGINT
FROM own
FULL JOIN below USING (family, part, place, audience)
LEFT JOIN headcount USING (place, audience);
