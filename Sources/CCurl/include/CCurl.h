#ifndef RUNG_CCURL_H
#define RUNG_CCURL_H

#include <curl/curl.h>
#include <stddef.h>

/* libcurl's setters and getters are variadic, which Swift cannot call: one typed door for each
   kind of argument. They add nothing and check nothing. */

typedef size_t (*rung_curl_write_cb)(char *bytes, size_t size, size_t count, void *context);

CURLcode rung_curl_setopt_long(CURL *easy, CURLoption option, long value);
CURLcode rung_curl_setopt_off(CURL *easy, CURLoption option, curl_off_t value);
CURLcode rung_curl_setopt_str(CURL *easy, CURLoption option, const char *value);
CURLcode rung_curl_setopt_ptr(CURL *easy, CURLoption option, void *value);
CURLcode rung_curl_setopt_slist(CURL *easy, CURLoption option, struct curl_slist *value);
CURLcode rung_curl_setopt_write(CURL *easy, CURLoption option, rung_curl_write_cb callback);
CURLcode rung_curl_getinfo_long(CURL *easy, CURLINFO info, long *value);
CURLcode rung_curl_getinfo_off(CURL *easy, CURLINFO info, curl_off_t *value);
CURLMcode rung_curl_multi_setopt_long(CURLM *multi, CURLMoption option, long value);

/* The next finished transfer, or NULL. CURLMsg holds a union, so it is read here. */
CURL *rung_curl_multi_next_done(CURLM *multi, CURLcode *result);

#endif
