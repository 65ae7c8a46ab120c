"""Pages as pictures: as they look, and ink by ink."""
