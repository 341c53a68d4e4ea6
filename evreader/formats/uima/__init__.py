"""UIMA CAS as INCEpTION and dkpro-cassis write it, in JSON and in XMI.

Both are read and written directly: dkpro-cassis refuses a whole file for one broken reference, and
its reader of XML takes whatever size it is given.
"""
