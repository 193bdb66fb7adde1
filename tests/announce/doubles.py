"""Doubles of platforms on loopback: they check each request as the documented interface does, and fail when told.

with Double(Mastodon()) as double:
    double.trouble = ["die", "ok"]      # the next write is obeyed and never answered, the one after is fine

What a double may do with a write: ``ok``; ``busy`` (503, not obeyed); ``limit`` (429, not obeyed); ``die`` (obeyed,
then no answer); ``deaf`` (not obeyed, no answer); ``twice`` (obeyed, and the answer comes twice); ``html`` (obeyed,
and the answer is a login page).
"""

import json
import re
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from hiwar import lengths

TOKEN = "s3cr3t-t0ken-of-the-double"


class RefusalError(Exception):
    def __init__(self, status, value):
        self.status, self.value = status, value


class Double:
    """A platform behind a port."""

    def __init__(self, platform):
        self.platform = platform
        self.trouble = []
        self.calls = []
        self.lock = threading.Lock()

    @property
    def posts(self):
        return self.platform.posts

    def __enter__(self):
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self):
                outer.serve(self)

            do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 -- the server's names

            def log_message(self, *_):
                """Keep quiet."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request, client_address):
                """A client that is killed is what some tests want."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = self.platform.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def serve(self, handler):
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        with self.lock:
            is_main = self.platform.is_main(handler.command, handler.path)
            how = self.trouble.pop(0) if is_main and self.trouble else "ok"
            self.calls.append((handler.command, handler.path))
            if how in {"busy", "limit"}:
                status = 503 if how == "busy" else 429
                return self.answer(handler, status, {"error": "later"}, {"Retry-After": "0"})
            if how == "deaf":
                return self.hang_up(handler)
            try:
                status, value = 200, self.platform.obey(handler.command, handler.path, dict(handler.headers), body)
            except RefusalError as refusal:
                status, value = refusal.status, refusal.value
        if how == "die":
            return self.hang_up(handler)
        if how == "html":
            value = "<html><title>Log in</title></html>"
        for _ in range(2 if how == "twice" else 1):
            self.answer(handler, status, value, {})
        return None

    def answer(self, handler, status, value, headers):
        body = value.encode() if isinstance(value, str) else json.dumps(value).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "text/html" if isinstance(value, str) else "application/json")
        for name, text in headers.items():
            handler.send_header(name, text)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def hang_up(self, handler):
        handler.close_connection = True
        handler.connection.shutdown(socket.SHUT_RDWR)


def must(claim, status=422, value="that is not how the interface is"):
    if not claim:
        raise RefusalError(
            status, {"error": value, "errors": [value], "description": value, "status": {"message": value}}
        )


class Mastodon:
    """docs.joinmastodon.org/methods/statuses; keys of idempotency are forgotten when told."""

    def __init__(self):
        self.posts, self.media, self.keys = [], {}, {}

    def is_main(self, method, path):
        return method == "POST" and path == "/api/v1/statuses"

    def obey(self, method, path, headers, body):
        must(headers.get("Authorization") == f"Bearer {TOKEN}", 401, "The access token was revoked")
        route, query = urlsplit(path).path, parse_qs(urlsplit(path).query)
        if route == "/api/v1/accounts/verify_credentials":
            return {"id": "7", "acct": "qatra"}
        if route == "/api/v1/accounts/7/statuses":
            must(int(query["limit"][0]) <= 40)
            below = int(query.get("max_id", ["999999"])[0])
            return [post for post in reversed(self.posts) if int(post["id"]) < below][: int(query["limit"][0])]
        if route == "/api/v2/media":
            return self.upload(headers, body)
        if match := re.fullmatch(r"/api/v1/media/(\d+)", route):
            return self.media[match[1]]
        if match := re.fullmatch(r"/api/v1/statuses/(\d+)", route):
            must(method == "DELETE")
            before = len(self.posts)
            self.posts = [post for post in self.posts if post["id"] != match[1]]
            must(len(self.posts) < before, 404, "Record not found")
            return {}
        must(method == "POST" and route == "/api/v1/statuses", 404)
        return self.post(json.loads(body), headers.get("Idempotency-Key"))

    def upload(self, headers, body):
        must(headers["Content-Type"].startswith("multipart/form-data; boundary="))
        must(b'name="description"\r\n\r\n' in body and b'name="file"; filename=' in body)
        key = str(len(self.media) + 1)
        self.media[key] = {"id": key, "url": "https://files.example/card.jpg"}
        return {"id": key, "url": None}

    def post(self, values, key):
        must(key, 400, "no Idempotency-Key: answers may get lost")
        if key in self.keys:
            return self.keys[key]
        known = {"status", "language", "visibility", "spoiler_text", "sensitive", "in_reply_to_id", "media_ids"}
        must(set(values) <= known and values["visibility"] in {"public", "unlisted", "private", "direct"})
        must(re.fullmatch(r"[a-z]{2,3}", values["language"]))
        whole = values.get("spoiler_text", "") + values["status"]
        must(lengths.measure(whole, lengths.MASTODON) <= 500, 422, "Validation failed: Text limit of 500 exceeded")
        must(all(one in self.media for one in values.get("media_ids", [])))
        number = str(len(self.posts) + 101)
        shown = re.sub(
            r"https?://\S+", lambda match: f'<a href="{match[0]}"><span>{match[0]}</span></a>', values["status"]
        )
        post = {
            "id": number,
            "url": f"{self.url}/@qatra/{number}",
            "uri": f"{self.url}/users/qatra/statuses/{number}",
            "content": f"<p>{shown}</p>",
            "in_reply_to_id": values.get("in_reply_to_id"),
            "asked": values,
        }
        self.posts.append(post)
        self.keys[key] = post
        return post


class Discourse:
    """docs.discourse.org; external_id is unique, as its index is."""

    def __init__(self):
        self.posts, self.replies = [], []

    def is_main(self, method, path):
        return method == "POST" and path == "/posts.json"

    def obey(self, method, path, headers, body):
        must(headers.get("Api-Key") == TOKEN and headers.get("Api-Username") == "qatra", 403, "You are not permitted")
        if match := re.fullmatch(r"/t/external_id/([\w-]{1,50})\.json", path):
            found = next((post for post in self.posts if post["external_id"] == match[1]), None)
            must(found, 404)
            return {"id": found["topic_id"], "slug": found["topic_slug"]}
        if match := re.fullmatch(r"/posts/by_number/(\d+)/1\.json|/posts/(\d+)\.json", path):
            key = int(match[1] or match[2])
            rows = [*self.posts, *self.replies]
            found = next((p for p in rows if (p["topic_id"] if match[1] else p["id"]) == key), None)
            must(found, 404)
            if method == "DELETE":
                self.replies.remove(found)
                return {}
            return found
        if match := re.fullmatch(r"/posts/(\d+)/replies\.json", path):
            return [reply for reply in self.replies if reply["answers"] == int(match[1])]
        if match := re.fullmatch(r"/t/(\d+)\.json", path):
            must(method == "DELETE")
            self.posts = [post for post in self.posts if post["topic_id"] != int(match[1])]
            return {}
        must(method == "POST" and path == "/posts.json", 404)
        return self.post(json.loads(body))

    def post(self, values):
        must(len(values["raw"]) >= 20, 422, "Body is too short (minimum is 20 characters)")
        number = len(self.posts) + len(self.replies) + 1
        row = {"id": number, "username": "qatra", "cooked": f"<p>{values['raw']}</p>"}
        if "topic_id" in values:
            must(set(values) == {"raw", "topic_id", "reply_to_post_number"})
            topic = next(post for post in self.posts if post["topic_id"] == values["topic_id"])
            inside = [topic, *(reply for reply in self.replies if reply["topic_id"] == topic["topic_id"])]
            to = next(post for post in inside if post["post_number"] == values["reply_to_post_number"])
            row |= {
                "topic_id": topic["topic_id"],
                "topic_slug": "t",
                "post_number": len(inside) + 1,
                "answers": to["id"],
            }
            self.replies.append(row)
            return row
        must(set(values) <= {"raw", "title", "external_id", "category"})
        must(15 <= len(values["title"]) <= 255, 422, "Title is too short")
        must(re.fullmatch(r"[\w-]{1,50}", values["external_id"]))
        must(all(post["external_id"] != values["external_id"] for post in self.posts), 422, "External has been taken")
        topic = {"topic_id": 50 + number, "topic_slug": "water", "post_number": 1}
        row |= {**topic, "external_id": values["external_id"], "title": values["title"], "asked": values}
        self.posts.append(row)
        return row


class NodeBB:
    """docs.nodebb.org/api/write; knows no key of ours."""

    def __init__(self):
        self.posts, self.replies = [], []

    def is_main(self, method, path):
        return method == "POST" and path.startswith("/api/v3/topics")

    def obey(self, method, path, headers, body):
        must(headers.get("Authorization") == f"Bearer {TOKEN}", 401, "A valid login session was not found")
        route = urlsplit(path).path
        if route == "/api/self":
            return {"uid": 3, "userslug": "qatra"}
        if route == "/api/user/qatra/topics":
            return {"topics": [{"tid": p["tid"], "slug": p["slug"]} for p in reversed(self.posts)]}
        if match := re.fullmatch(r"/api/topic/(\d+)", route):
            topic = next(post for post in self.posts if post["tid"] == int(match[1]))
            first = {"pid": 1, "uid": 3, "content": topic["content"], "index": 0}
            inside = [reply for reply in self.replies if reply["tid"] == topic["tid"]]
            return {"posts": [first, *inside], "pagination": {"pageCount": 1}}
        if match := re.fullmatch(r"/api/v3/(topics|posts)/(\d+)/state", route):
            must(method == "DELETE")
            rows = self.posts if match[1] == "topics" else self.replies
            rows[:] = [row for row in rows if str(row["tid" if match[1] == "topics" else "pid"]) != match[2]]
            return {"status": {"code": "ok"}}
        values = json.loads(body)
        must(method == "POST" and headers["Content-Type"] == "application/json")
        if match := re.fullmatch(r"/api/v3/topics/(\d+)", route):
            must(set(values) <= {"content", "toPid"})
            row = {"tid": int(match[1]), "pid": 900 + len(self.replies), "uid": 3, "index": 1 + len(self.replies)}
            self.replies.append({**row, **values})
            return {"status": {"code": "ok"}, "response": row}
        must(route == "/api/v3/topics" and set(values) == {"cid", "title", "content"})
        must(isinstance(values["cid"], int) and 3 <= len(values["title"]) <= 255)
        tid = 10 + len(self.posts)
        row = {"tid": tid, "slug": f"{tid}/water", "content": f"<p>{values['content']}</p>", "asked": values}
        self.posts.append(row)
        return {"status": {"code": "ok"}, "response": {"tid": tid, "slug": row["slug"]}}


class Telegram:
    """core.telegram.org/bots/api, and the public page of the channel."""

    def __init__(self):
        self.posts = []

    def is_main(self, method, path):
        return path.endswith(("/sendMessage", "/sendPhoto"))

    def obey(self, method, path, headers, body):
        if path == "/s/qatra":
            return f'<section class="tgme_channel_history">{"".join(map(self.shown, self.posts[-20:]))}</section>'
        must(path.startswith(f"/bot{TOKEN}/"), 401, "Unauthorized")
        name = path.rpartition("/")[2]
        if name == "sendPhoto":
            fields = dict(re.findall(r'name="(\w+)"\r\n\r\n(.*?)\r\n--', body.decode("latin-1"), re.DOTALL))
            must(lengths.measure(fields["caption"].encode("latin-1").decode(), lengths.TELEGRAM_CAPTION) <= 1024)
            values = {**fields, "text": fields["caption"].encode("latin-1").decode()}
        else:
            values = json.loads(body)
        must(values["chat_id"] == "@qatra", 400, "Bad Request: chat not found")
        if name == "deleteMessage":
            kept = [post for post in self.posts if post["message_id"] != values["message_id"]]
            must(len(kept) < len(self.posts), 400, "Bad Request: message to delete not found")
            self.posts = kept
            return {"ok": True, "result": True}
        must(name in {"sendMessage", "sendPhoto"} and 0 < lengths.measure(values["text"], lengths.TELEGRAM) <= 4096)
        post = {"message_id": len(self.posts) + 41, "text": values["text"], "asked": values}
        self.posts.append(post)
        return {"ok": True, "result": {"message_id": post["message_id"]}}

    def shown(self, post):
        reply = '<a class="tgme_widget_message_reply">…</a>' if "reply_parameters" in post["asked"] else ""
        text = re.sub(r"(https?://[^\s]+)", r'<a href="\1">\1</a>', post["text"].replace("&", "&amp;"))
        return (
            f'<div class="tgme_widget_message" data-post="qatra/{post["message_id"]}">{reply}'
            f'<div class="tgme_widget_message_text">{text}</div></div>'
        )


DOUBLES = {"mastodon": Mastodon, "discourse": Discourse, "nodebb": NodeBB, "telegram": Telegram}
