#include "CCurl.h"
CURLcode rung_curl_setopt_long(CURL *h, CURLoption o, long v){return curl_easy_setopt(h,o,v);}
CURLcode rung_curl_setopt_off(CURL *h, CURLoption o, curl_off_t v){return curl_easy_setopt(h,o,v);}
CURLcode rung_curl_setopt_str(CURL *h, CURLoption o, const char *v){return curl_easy_setopt(h,o,v);}
CURLcode rung_curl_setopt_ptr(CURL *h, CURLoption o, void *v){return curl_easy_setopt(h,o,v);}
CURLcode rung_curl_setopt_slist(CURL *h, CURLoption o, struct curl_slist *v){return curl_easy_setopt(h,o,v);}
CURLcode rung_curl_setopt_write(CURL *h, CURLoption o, rung_curl_write_cb cb){return curl_easy_setopt(h,o,cb);}
CURLcode rung_curl_getinfo_long(CURL *h, CURLINFO i, long *v){return curl_easy_getinfo(h,i,v);}
CURLcode rung_curl_getinfo_ptr(CURL *h, CURLINFO i, void **v){return curl_easy_getinfo(h,i,v);}
CURLMcode rung_curl_multi_setopt_long(CURLM *m, CURLMoption o, long v){return curl_multi_setopt(m,o,v);}
CURL *rung_curl_multi_next_done(CURLM *m, CURLcode *result){
  int left; CURLMsg *msg;
  while((msg=curl_multi_info_read(m,&left))) if(msg->msg==CURLMSG_DONE){*result=msg->data.result; return msg->easy_handle;}
  return NULL;
}
const char *rung_curl_version(void){return curl_version();}
void rung_curl_global_init(void){curl_global_init(CURL_GLOBAL_ALL);}
CURLcode rung_curl_getinfo_off(CURL *h, CURLINFO i, curl_off_t *v){return curl_easy_getinfo(h,i,v);}
