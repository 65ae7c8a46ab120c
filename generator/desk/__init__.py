"""What an officer sits at: problems told plainly, scaffolds to start from, schemas for editors."""

from generator.desk.scaffolds import scaffold
from generator.desk.schemas import write_schemas
from generator.desk.telling import tell

__all__ = ["scaffold", "tell", "write_schemas"]
