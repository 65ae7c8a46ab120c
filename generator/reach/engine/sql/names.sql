-- What the names in a ledger mean. In: lists of equal length, as variables.
-- `spots`: a report's unit and period, and the place that they mean; `reports`: what a report is
-- of, by its number; `parts`: the parts (family, part) of the figures that the reports of an
-- activity or a period belong to (`source` says which of the two `name` is of); `tree`: the places, each with its parent and the ground that it shares.

CREATE TYPE audience AS ENUM (SELECT unnest(getvariable('audience_names')));

CREATE TEMP TABLE spots AS
SELECT
    unnest(getvariable('spot_numbers'))::INTEGER AS number,
    unnest(getvariable('spot_units'))::VARCHAR AS unit,
    unnest(getvariable('spot_periods'))::VARCHAR AS period,
    unnest(getvariable('spot_untils'))::DATE AS until,
    unnest(getvariable('spot_places'))::INTEGER AS place;

CREATE TEMP TABLE activities AS
SELECT
    unnest(getvariable('activity_numbers'))::INTEGER AS number,
    unnest(getvariable('activity_names'))::VARCHAR AS id;

CREATE TEMP TABLE parts AS
SELECT
    unnest(getvariable('part_sources'))::VARCHAR AS source,
    unnest(getvariable('part_names'))::VARCHAR AS name,
    unnest(getvariable('part_families'))::VARCHAR AS family,
    unnest(getvariable('part_parts'))::VARCHAR AS part;

CREATE TEMP TABLE tree AS
SELECT
    unnest(getvariable('tree_places'))::INTEGER AS place,
    unnest(getvariable('tree_parents'))::INTEGER AS parent,
    unnest(getvariable('tree_grounds'))::INTEGER AS ground,
    unnest(getvariable('tree_depths'))::INTEGER AS depth;

CREATE TEMP TABLE headcount AS
SELECT
    unnest(getvariable('head_places'))::INTEGER AS place,
    try_cast(unnest(getvariable('head_audiences')) AS audience) AS audience,
    unnest(getvariable('head_people'))::BIGINT AS people;

CREATE TEMP TABLE reports AS
SELECT
    spots.number * getvariable('most_activities') + activities.number AS report,
    activities.id AS activity,
    period,
    until,
    place
FROM spots
CROSS JOIN activities;

CREATE TEMP TABLE reached (
    family VARCHAR, part VARCHAR, place INTEGER, audience audience, low BIGINT, high BIGINT
);
