"""The format of the brat annotation tool: texts, standoff annotations, configuration."""
