"""From the model to what a leaflet says: every word, name and address, nothing to look up."""
