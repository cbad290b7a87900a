from auditlog.middleware import AuditlogMiddleware


class AuditMiddleware(AuditlogMiddleware):
    pass
