// CurlTransport: HTTP requests over libcurl, as plain async calls.
//
// Purpose: one thread drives one curl_multi; every request is a continuation resumed exactly once,
// with a response or a failure in words. May import CCurl, Glibc and Synchronization only, and no
// target of Rung: it knows nothing of ladders, vendors or retries.
//
// What it promises: HTTP/1.1 with connections kept and used again; no redirects; no signals; no
// proxy for loopback; a total time, a connect time and a size limit on every request; cancelling
// the calling task ends the transfer at once.
//
// What it does not do: retry. But libcurl itself sends a request again when a *reused* connection
// turns out to be dead before the first byte of the answer, POST included, so a request that must
// not be carried out twice needs an idempotency token of its own.
