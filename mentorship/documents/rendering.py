def pdf_is_available() -> bool:
    return True
