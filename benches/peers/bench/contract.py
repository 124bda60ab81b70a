"""What every peer answers. A wrong answer is a failure, not a figure."""

import base64
import hashlib
import hmac
import http.client
import json
import time
from dataclasses import dataclass, field

# How many rows the table begins with, how many a page has, and how many routes there are beside the others.
ROWS = 1000
PER_PAGE = 20
ROUTES = 500

ARTICLE = {
    "id": 42,
    "slug": "on-the-origin",
    "title": "On the Origin of Species",
    "tags": ["nature", "science"],
    "published": True,
}
MEMBER = {"name": "A reader", "email": "reader@example.com", "age": 41, "interests": ["maps", "birds"]}
NOTE = {"title": "A new note", "body": "It says what there is to say.", "stars": 3}


@dataclass
class Endpoint:
    """What is asked again and again: one request, or several by turns."""

    title: str
    paths: list
    method: str = "GET"
    body: str = ""
    headers: dict = field(default_factory=dict)
    writes: bool = False


def token(secret, roles, lifetime=86400):
    """A bearer token, HS256."""

    def part(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    now = int(time.time())
    claims = {"sub": "7", "pid": "7", "roles": roles, "iat": now, "exp": now + lifetime}
    parts = [part(json.dumps(said).encode()) for said in ({"alg": "HS256", "typ": "JWT"}, claims)]
    signed = b".".join(parts)
    seal = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    return (signed + b"." + part(seal)).decode()


def endpoints(secret):
    """All that is measured, by the names that `--endpoints` takes."""
    editor = {"Authorization": "Bearer " + token(secret, ["Editor"])}
    sent = {"Content-Type": "application/json"}
    # Far from one another, so that no two are of one page.
    keys = [str(at * 379 % ROWS + 1) for at in range(64)]
    mixed = [f"/r/{at * 37 % ROUTES}/items/{at}" for at in range(ROUTES)]
    return {
        "plaintext": Endpoint("text", ["/plaintext"]),
        "json": Endpoint("JSON", ["/json"]),
        "typed": Endpoint("typed", ["/typed/7?page=2&size=20"]),
        "validated": Endpoint("validated", ["/validated"], "POST", json.dumps(MEMBER), sent),
        "private": Endpoint("private", ["/private"], headers=editor),
        "first": Endpoint("route 1", ["/r/0/items/1"]),
        "last": Endpoint(f"route {ROUTES}", [f"/r/{ROUTES - 1}/items/1"]),
        "mixed": Endpoint("routes mixed", mixed),
        "row": Endpoint("one row", ["/rows/" + key for key in keys]),
        "page": Endpoint("page of rows", [f"/rows?page={page}" for page in range(1, 33)]),
        "insert": Endpoint("insert", ["/rows"], "POST", json.dumps(NOTE), sent, writes=True),
    }


def check(port, secret, document):
    """Asks for everything once, well and badly; returns what is wrong."""
    faults = []

    def ask(expected, method, path, body=None, roles=None, signed_by=secret):
        headers = {}
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = body if isinstance(body, str) else json.dumps(body)
        if roles is not None:
            headers["Authorization"] = "Bearer " + token(signed_by, roles)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text, kind = answer.read().decode(), answer.getheader("Content-Type") or ""
        connection.close()
        if answer.status not in expected:
            faults.append(f"{method} {path}: {answer.status} {text[:200]}, expected {expected}")
            return None
        return text if kind.startswith("text/plain") else _json(text)

    def expect(value, is_right, what):
        if not is_right:
            faults.append(f"{what} answers {str(value)[:200]}")

    _check_messages(ask, expect)
    _check_access(ask, expect, secret)
    _check_rows(ask, expect)
    for n in (0, 1, ROUTES // 2, ROUTES - 1):
        text = ask([200], "GET", f"/r/{n}/items/{n + 3}")
        expect(text, text == str(n + 3), f"/r/{n}/items/{n + 3}")
    ask([404], "GET", f"/r/{ROUTES}/items/1")
    if document:
        value = ask([200], "GET", document)
        paths = (value or {}).get("paths", {})
        for path in ("/json", "/typed/{id}", "/validated", "/private", "/rows", "/rows/{id}"):
            expect(list(paths)[:9], path in paths, f"{document} without {path}")
    return faults


def _json(text):
    try:
        return json.loads(text)
    except ValueError:
        return text


BAD = [400, 422]


def _check_messages(ask, expect):
    text = ask([200], "GET", "/plaintext")
    expect(text, text == "Hello, world!", "/plaintext")
    value = ask([200], "GET", "/json")
    expect(value, value == ARTICLE, "/json")
    value = ask([200], "GET", "/typed/7?page=2&size=20")
    expect(value, value == {"id": 7, "page": 2, "size": 20, "first": 21}, "/typed/7")
    for path in ("/typed/seven?page=2&size=20", "/typed/7?page=two&size=20", "/typed/7?page=0&size=20",
                 "/typed/7?page=2&size=101", "/typed/7?page=2"):
        ask([400, 404, 422], "GET", path)
    value = ask([200], "POST", "/validated", MEMBER)
    expect(value, value == MEMBER, "/validated")
    for wrong in ({"name": ""}, {"email": "nobody"}, {"age": 17}, {"age": "old"}, {"interests": ["x"] * 11}):
        ask(BAD, "POST", "/validated", MEMBER | wrong)
    ask(BAD, "POST", "/validated", {"name": "A reader"})
    ask(BAD, "POST", "/validated", '{"name": ')


def _check_access(ask, expect, secret):
    value = ask([200], "GET", "/private", roles=["Editor"])
    expect(value, value == {"id": 7}, "/private")
    ask([401], "GET", "/private")
    ask([401], "GET", "/private", roles=["Editor"], signed_by=secret[::-1])
    ask([403], "GET", "/private", roles=["Reader"])


def _check_rows(ask, expect):
    value = ask([200], "GET", "/rows/3")
    expect(value, value == row(3), "/rows/3")
    ask([404], "GET", "/rows/999999999")
    value = ask([200], "GET", "/rows?page=2") or {}
    rows = [row(at) for at in range(PER_PAGE + 1, 2 * PER_PAGE + 1)]
    expect(value, value.get("items") == rows and value.get("total") == ROWS, "/rows?page=2")
    ask(BAD, "GET", "/rows?page=0")
    value = ask([201], "POST", "/rows", NOTE) or {}
    written = {name: value.get(name) for name in NOTE}
    expect(value, written == NOTE and value.get("id", 0) > ROWS, "POST /rows")
    again = ask([200], "GET", f"/rows/{value.get('id')}")
    expect(again, again == value, "the row that was written")
    ask(BAD, "POST", "/rows", NOTE | {"title": ""})
    ask(BAD, "POST", "/rows", NOTE | {"title": "x" * 201})


def row(at):
    """A row that the table begins with."""
    return {"id": at, "title": f"Note {at}", "body": f"What note {at} says, in one line.", "stars": at % 6}
