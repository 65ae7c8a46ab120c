"""One leaflet a unit: slots set, filled in and stamped into a base."""
