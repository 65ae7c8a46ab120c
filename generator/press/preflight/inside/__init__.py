"""What is inside a PDF: opening it, and the interpreter of its content streams."""
