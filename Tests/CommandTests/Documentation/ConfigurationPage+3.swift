/// Goes on with the page.
extension ConfigurationPage {
    static let part3: [PageClaim] = [
        PageClaim(
            "| `worker.builtin.shell.named.NAME.directory` | string | `shell.directory` | | Its working directory, below "
                + "`shell.directory`. |",
            "a named command says all that there is to say of it",
            "a directory may only be below that of worker.yaml, whatever links say"),
        PageClaim(
            "| `worker.builtin.shell.named.NAME.success_codes` | list of whole numbers, 0 to 255 | `[0]` | | Exit codes that "
                + "count as success. |",
            "a named command says all that there is to say of it",
            "what is wrong with a named statement or command is told with its place",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.builtin.shell.named.NAME.params.NAME.type` | `text`, `word`, `date`, `integer`, `number`, `boolean` | "
                + "`text`, with `choices` | | The type of the value. Required, unless there are `choices`. |",
            "each kind of value takes what it names, and nothing else",
            "what is wrong with a named statement or command is told with its place",
            "say all words that a key takes"),
        PageClaim(
            "| `worker.builtin.shell.named.NAME.params.NAME.choices` | list of strings | all | | The only allowed values. |",
            "a value that a program would take for an option is refused, unless it is one of the choices"),
        PageClaim(
            "| `worker.builtin.sql.named.NAME.database` | name of a database | the only one of `sql.databases`, else the only "
                + "one there is | | The database it runs in. It must be one of `worker.databases`, and never the store. It need "
                + "not be in `sql.databases`. |",
            "the only database of the list needs no mention",
            "what is wrong with a named statement or command is told with its place"),
        PageClaim(
            "| `worker.builtin.sql.named.NAME.statement` | string | required | | One statement, with parameters written `:name`. |",
            "the name chooses the statement, and the values are bound to it"),
        PageClaim(
            "| `worker.builtin.sql.named.NAME.read_only` | boolean | `false` | | Whether the engine rejects writes. |",
            "the name chooses the statement, and the values are bound to it", "say which keys are truths",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.builtin.sql.named.NAME.atomic` | boolean | `false` | | Whether the job finishes in the same transaction "
                + "as the statement. |",
            "an atomic statement and the end of its run are kept together, or neither",
            "a named statement says all that there is to say of it",
            "say which keys are truths",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `worker.builtin.sql.named.NAME.params.NAME.type` | as above | `text`, with `choices` | | As above. |",
            "each kind of value takes what it names, and nothing else"),
        PageClaim(
            "| `worker.builtin.sql.named.NAME.params.NAME.choices` | list of strings | all | | The only allowed values. |",
            "each kind of value takes what it names, and nothing else"),
        PageClaim(
            "| `admin.database` | name of a database | the only one, else `jobu`, else `default` | | The store that is shown "
                + "and changed. |",
            "roles without a database take the only one, else the one called jobu, else default"),
        PageClaim(
            "| `admin.host` | string | `127.0.0.1` | | The address to listen on; `0.0.0.0` for all addresses of the machine. "
                + "An IPv6 address with or without brackets. |",
            "an address that others can reach is refused until a user exists",
            "of the pages may have brackets too, and is loopback all the same",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `admin.port` | whole number, 0 to 65535 | 8080 | | The port to listen on; 0 for any free one. |",
            "an address that is taken ends the start with a message", "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `admin.base_path` | path | `/` | | The path below which a proxy shows the pages, such as `/jobu`; the proxy can "
                + "strip it or not. Instead, a trusted proxy that strips it can send it as `X-Forwarded-Prefix`. |",
            "every link, form and file of every page lies below the base path",
            "X-Forwarded-Prefix counts where it comes from a trusted proxy, and nowhere else",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `admin.allowed_hosts` | list of strings | `[]` | | The host names under which browsers can reach the service, "
                + "in addition to its own address. |",
            "loopback and allowed host names are served",
            "a foreign host name is refused",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `admin.session_hours` | whole number, 1 to 8760 | 168 | hours | A session ends this long after its login. |",
            "a session ends when it is not used, and after its lifetime even when it is",
            "say the bounds of every number, and those are taken", "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `admin.session_idle_minutes` | whole number, 1 to 525600 | 720 | minutes | A session ends when it is unused for "
                + "this long. |",
            "a session ends when it is not used, and after its lifetime even when it is",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `admin.trusted_proxies` | list of addresses or networks | `[]` | | Proxies whose `X-Forwarded-For` and "
                + "`X-Forwarded-Proto` are trusted, such as `10.0.0.0/8`. From all others, these headers are ignored. |",
            "a proxy's word counts only where it is trusted, and only as far as trust reaches",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `admin.proxy_authenticates` | boolean | `false` | | Whether the proxy admits only people with full access to "
                + "JobU: then no user is needed behind it. |",
            "a proxy that is said to authenticate is let in without users",
            "say which keys are truths",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `admin.public_metrics` | boolean | `false` | | Whether `/metrics` needs no login. |", "say which keys are truths",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `admin.swagger_ui` | `off` or path of a folder | `off` | | A folder with `swagger-ui-bundle.js` and "
                + "`swagger-ui.css` of `swagger-ui-dist` 5. `/docs` then shows the API with it ([api.md](api.md#swagger-ui)). Read "
                + "at the start. |",
            "with a folder the page loads both files from this service, and still lists the API",
            "a folder that cannot be used is refused with what is missing",
            "the files that were checked are the files that are served",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "Until a user exists (`jobu user add NAME`), the admin rejects a `host` that other machines can reach.",
            "an address that others can reach is refused until a user exists",
            "behind a proxy the start is refused until there is a user, or the proxy is said to authenticate"),
        PageClaim(
            "It also rejects a proxy without `proxy_authenticates`, which means `trusted_proxies` or a public name in `allowed_hosts`.",
            "an address that others can reach is refused until a user exists",
            "behind a proxy the start is refused until there is a user, or the proxy is said to authenticate"),
        PageClaim("See [security.md](security.md)."),
        PageClaim(
            "| `admin.tls.certificate` | path | | | A PEM file with the certificate, followed by those of its issuers. |",
            "with a certificate the pages are served over TLS, and say so to browsers",
            "files that are no certificate, no key, or no pair stop the start with file, line and key"),
        PageClaim(
            "| `admin.tls.key` | path | | | A PEM file with the private key, without a passphrase. |",
            "with a certificate the pages are served over TLS, and say so to browsers",
            "files that are no certificate, no key, or no pair stop the start with file, line and key"),
        PageClaim(
            "Both files are read at the start; restart the admin after a renewal.",
            "with a certificate the pages are served over TLS, and say so to browsers"),
        PageClaim(
            "| `admin.connections.max` | whole number, 8 to 60000 | 2000 | | Connections open at the same time; up to half of "
                + "them can be event streams. |",
            "where all places are taken, the connection that has waited longest without a request makes room",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `admin.connections.max_per_address` | whole number, 4 to 60000 | 256 | | Connections of one address, or of one "
                + "/64 network of IPv6; no more than `max`. Trusted proxies count toward `max` only. |",
            "an address over its own limit makes room among its own connections only",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `admin.connections.idle_timeout_seconds` | number, 1 to 3600 | 30 | seconds | A connection without a request "
                + "for this long is closed. |",
            "a head that does not arrive in time ends its connection",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `admin.connections.request_timeout_seconds` | number, 1 to 3600 | 30 | seconds | A connection is closed if a "
                + "request body takes this long to arrive, or if the client does not read the response for this long. |",
            "a body that does not arrive in time ends its connection",
            "an answer that nobody takes ends its connection",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "When a limit is reached, JobU closes the connection that has waited longest without a request.",
            "where all places are taken, the connection that has waited longest without a request makes room",
            "a connection whose request is being answered is never closed for another"),
        PageClaim(
            "It never closes a connection whose request is being handled.",
            "where all places are taken, the connection that has waited longest without a request makes room",
            "a connection whose request is being answered is never closed for another"),
        PageClaim(
            "At startup, JobU raises the limit of open files (`ulimit -n`) to the hard limit, at most 65536.",
            "half of a process's descriptors are kept apart from connections"),
        PageClaim(
            "Connections get half of them, even if `max` is higher.", "half of a process's descriptors are kept apart from connections"),
        PageClaim(
            "| `admin.cors.allow_origins` | list of origins | `[]` | | `https://host[:port]` each, without a path, or `\"*\"` "
                + "for any; `[]` for none. Their pages act with an API token. |",
            "a page of a named origin acts with an API token, and with nothing else unless credentials are allowed",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `admin.cors.allow_credentials` | boolean | `false` | | Whether the listed sites can also act with the user's "
                + "session. No effect if `\"*\"` is allowed. |",
            "with allow_credentials the visitor's session counts for a named origin, and the browser is told so",
            "a star lets every page use tokens, and no page the visitor's session",
            "say which keys are truths",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `admin.cors.allow_methods` | list of `GET`, `HEAD`, `POST`, `PUT`, `DELETE`, `OPTIONS` | `[\"*\"]` | | The HTTP "
                + "methods these sites can use, `\"*\"` for all. Others are rejected. |",
            "only the methods and headers that are allowed are offered, and only the methods taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `admin.cors.allow_headers` | list of header names | `[\"*\"]` | | The request headers these sites can send, `\"*\"` "
                + "for all that the API reads. |",
            "only the methods and headers that are allowed are offered, and only the methods taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `log.level` | `trace`, `debug`, `info`, `notice`, `warning`, `error`, `critical` | `info` | | The lowest level "
                + "that is written. |",
            "every key of the roles is read",
            "say all words that a key takes",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `log.format` | `text`, `json` | `text` | | For people, or one JSON object per line for programs. |",
            "the log can be read by programs", "say all words that a key takes",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "Alerts go to webhooks: [observability.md](observability.md#alerts).",
            "failures arrive in their order, signed, without what is secret"),
        PageClaim(
            "`NAME` is a webhook's name, 1 to 64 characters from `A-Z a-z 0-9 _ -`.",
            "is refused with its place and what is allowed, and shows no secret"),
        PageClaim(
            "| `alerts.late_after_seconds` | number, 1 to 604800 | 300 | seconds | A job that waits, or a cron that is due, "
                + "for longer than this is late. |",
            "late runs and crons that nobody dispatches are told of once each",
            "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `alerts.max_attempts` | whole number, 1 to 100 | 10 | | Attempts to deliver a message before JobU gives up. |",
            "a webhook that is not there is given up after the last attempt, and one that is gone at once",
            "say the bounds of every number, and those are taken", "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `alerts.timeout_seconds` | number, 0.1 to 300 | 10 | seconds | How long a webhook can take to respond. |",
            "a webhook that does not answer costs its timeout and another attempt", "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `alerts.retention_days` | whole number, 1 to 36500 | 30 | days | How long messages are kept. |",
            "old messages go, and what nobody was told of", "say the bounds of every number, and those are taken",
            "say the default: a key that has it written out changes nothing"),
        PageClaim(
            "| `alerts.allow_private` | list of hosts and addresses | none | | Non-public hosts and addresses that JobU can "
                + "call: `hooks.internal`, `*.internal`, `10.1.2.3`, `10.0.0.0/8`. |",
            "an address that is not public is not called"),
        PageClaim(
            "| `alerts.webhooks.NAME.url` | secret | required | | Where messages are sent, https or http. Never shown, because "
                + "it can contain a secret. |",
            "names webhooks with what they want to hear",
            "is refused with its place and what is allowed, and shows no secret"),
        PageClaim(
            "| `alerts.webhooks.NAME.secret` | secret | none | | Signs the messages, at least 16 bytes: `whsec_` and base64, "
                + "or any other text. |",
            "needs a secret that cannot be guessed",
            "is that of Standard Webhooks"),
        PageClaim(
            "| `alerts.webhooks.NAME.secret_file` | string | none | | A file with the secret; a trailing line end is dropped. "
                + "Not together with `secret`. |",
            "names webhooks with what they want to hear"),
        PageClaim(
            "| `alerts.webhooks.NAME.events` | list of `failed`, `late`, `dead_worker`, `in_doubt`, `store` | all of them | | "
                + "The events it receives. |",
            "a webhook hears of the events, tags, queues and handlers it asked for"),
        PageClaim(
            "| `alerts.webhooks.NAME.tags` | list of strings | all | | Only jobs and crons with one of these tags. |",
            "a webhook hears of the events, tags, queues and handlers it asked for"),
    ]
}
