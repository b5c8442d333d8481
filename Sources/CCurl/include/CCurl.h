#ifndef RUNG_CCURL_H
#define RUNG_CCURL_H
#include <curl/curl.h>
#include <stddef.h>
/* Non-variadic doors onto libcurl's variadic setters/getters. */
typedef size_t (*rung_curl_write_cb)(char *ptr, size_t size, size_t nmemb, void *ctx);
CURLcode rung_curl_setopt_long(CURL *h, CURLoption o, long v);
CURLcode rung_curl_setopt_off(CURL *h, CURLoption o, curl_off_t v);
CURLcode rung_curl_setopt_str(CURL *h, CURLoption o, const char *v);
CURLcode rung_curl_setopt_ptr(CURL *h, CURLoption o, void *v);
CURLcode rung_curl_setopt_slist(CURL *h, CURLoption o, struct curl_slist *v);
CURLcode rung_curl_setopt_write(CURL *h, CURLoption o, rung_curl_write_cb cb);
CURLcode rung_curl_getinfo_long(CURL *h, CURLINFO i, long *v);
CURLcode rung_curl_getinfo_off(CURL *h, CURLINFO i, curl_off_t *v);
CURLcode rung_curl_getinfo_ptr(CURL *h, CURLINFO i, void **v);
CURLMcode rung_curl_multi_setopt_long(CURLM *m, CURLMoption o, long v);
/* curl_multi_info_read's CURLMsg has a union: read it in C. */
CURL *rung_curl_multi_next_done(CURLM *m, CURLcode *result);
const char *rung_curl_version(void);
void rung_curl_global_init(void);
#endif
