"""The journal as a file of double-entry bookkeeping, for hledger or Beancount: any slice of it, in bounded memory."""

from api.journal_files.exporting import FORMS, Export, TooManyExports, blocks, export

__all__ = ["FORMS", "Export", "TooManyExports", "blocks", "export"]
