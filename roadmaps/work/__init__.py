"""The daily work with tasks: who does them, what is said, who is reminded, how the year looks."""
