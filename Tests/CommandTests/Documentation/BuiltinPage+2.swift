/// The claims about `http`.
extension BuiltinPage {
    static let part2: [PageClaim] = [
        PageClaim(
            "| `url` | text | required | `https://…` or `http://…`, without user name and password. |",
            "parameters that do not fit are named"),
        PageClaim(
            "| `method` | text | `GET`, with a body `POST` | |",
            "a request with neither body nor method is a GET, and the answer is in the result",
            "a JSON value is sent as JSON, with a key that is the same for all attempts"),
        PageClaim("| `headers` | texts by name | `{}` | |", "a JSON value is sent as JSON, with a key that is the same for all attempts"),
        PageClaim(
            "| `secret_headers` | names by name | `{}` | Headers whose values are secrets of worker.yaml; give the name of the secret. |",
            "a secret is sent by its name, and stands neither in the log nor in an error"),
        PageClaim("| `body` | text | | Sent unchanged. |", "parameters that do not fit are named"),
        PageClaim(
            "| `json` | anything | | Sent as JSON, instead of `body`. |",
            "a JSON value is sent as JSON, with a key that is the same for all attempts"),
        PageClaim(
            "| `expected_status` | 200, `\"2xx\"`, `\"200-204\"`, or a list of these | `\"2xx\"` | Statuses that count as success. |",
            "what is expected can be said"),
        PageClaim(
            "| `timeout_seconds` | number, 0.1 to 3600 | 30 | For the whole request. |",
            "parameters that do not fit are named",
            "a server that says nothing runs into the timeout"),
        PageClaim(
            "| `redirects_max` | whole number, 0 to 10 | 0 | Redirects that are followed. Credentials are not sent to another host. |",
            "parameters that do not fit are named",
            "a redirect is an answer, unless it is to be followed",
            "credentials do not follow to another server"),
        PageClaim(
            "**Result.** The result contains `status`, `content_type` and the `body`: JSON as JSON, text as text, anything else as "
                + "`body_base64`.",
            "bodies are shown as what they are, and as much of them as is allowed",
            "a request with neither body nor method is a GET, and the answer is in the result"),
        PageClaim(
            "`is_truncated` shows whether the response was longer than `response_bytes_max`.",
            "bodies are shown as what they are, and as much of them as is allowed",
            "a request with neither body nor method is a GET, and the answer is in the result"),
        PageClaim(
            "**Failures.** After 408, 425, 429, 5xx and every network failure, the job is retried according to its options.",
            "an answer that was not expected fails, for good where another try would bring the same",
            "nobody who answers is a failure that may be tried again"),
        PageClaim(
            "Any other unexpected status would be the same again, so the job ends as FAILED.",
            "an answer that was not expected fails, for good where another try would bring the same"),
        PageClaim(
            "**`Retry-After`** of a 429 or 503 is honoured up to a day: the job is snoozed (PENDING) until then, without using an "
                + "attempt.",
            "a server that asks to come again later is asked again then, at the cost of no attempt",
            "a snoozed run waits as it wished and is called again at the cost of no attempt"),
        PageClaim(
            "More than a day after the scheduled time, `Retry-After` is ignored, and each such response uses an attempt.",
            "a server that asks to come again later is asked again then, at the cost of no attempt"),
        PageClaim(
            "**Idempotency.** A request other than GET, HEAD and OPTIONS carries an `Idempotency-Key`, which is the same for all "
                + "attempts of a job.",
            "a JSON value is sent as JSON, with a key that is the same for all attempts"),
        PageClaim(
            "A server that supports the header does the work only once.",
            "a JSON value is sent as JSON, with a key that is the same for all attempts"),
        PageClaim(
            "**Addresses.** The host must be on the list, and all its addresses must be public, unless `allow_private_addresses` is set.",
            "addresses that are not public are refused unless they are allowed",
            "a name that is asked for again and answers differently gains nothing",
            "the connection goes to the address that was judged, and the server still hears the name"),
        PageClaim(
            "The name is resolved once, and the connection uses an address that was checked.",
            "addresses that are not public are refused unless they are allowed",
            "a name that is asked for again and answers differently gains nothing",
            "the connection goes to the address that was judged, and the server still hears the name"),
        PageClaim("Each redirect is checked in the same way.", "each redirect is judged"),
        PageClaim(
            "Addresses where clouds keep their secrets (169.254.169.254) cannot be reached by name even then.",
            "an exception by name opens private addresses and this machine, and not the link-local ones",
            "an exception by address opens it for every name"),
        PageClaim(
            "To open them, list the address or its network in `hosts`.",
            "an exception by name opens private addresses and this machine, and not the link-local ones",
            "an exception by address opens it for every name"),
        PageClaim(
            "**Secrets** are kept in worker.yaml, each with the hosts that can receive it, and never appear in parameters, logs or "
                + "errors.",
            "a secret is sent by its name, and stands neither in the log nor in an error"),
        PageClaim(
            "Without `allow_private_addresses`, they are sent only over https.",
            "a secret does not travel without encryption to a public host"),
        PageClaim("Header values are never logged.", "a secret is sent by its name, and stands neither in the log nor in an error"),
        PageClaim(
            "**Masking.** If a response repeats a secret, `***` is stored in its place.",
            "a secret that comes back in part, or in another encoding, is hidden in results and errors",
            "in results, reasons, errors, progress and log lines of every handler"),
        PageClaim(
            "The same applies to everything that a job of any handler shows: its result, its error, its progress and its log.",
            "a secret that comes back in part, or in another encoding, is hidden in results and errors",
            "in results, reasons, errors, progress and log lines of every handler"),
        PageClaim(
            "Secrets of the configuration are found within longer texts, and as the token of `Bearer …` alone.",
            "inside of a text and in every encoding in which it may come back",
            "the token of a header's value alone, and the login in it"),
        PageClaim(
            "They are also found in their usual encodings: JSON, percent, HTML, hexadecimal, Base64.",
            "inside of a text and in every encoding in which it may come back",
            "the token of a header's value alone, and the login in it"),
        PageClaim(
            "Secrets shorter than six bytes are not masked.",
            "words that are shorter than a secret must be stay, and so does everything else"),
        PageClaim(
            "A secret is not found if a server has compressed, encrypted or split it.",
            "words that are shorter than a secret must be stay, and so does everything else"),
    ]
}
