// The part of OpenSSL that Evenkeel uses: digests, and the dates and names of certificates.
#ifndef EVENKEEL_COPENSSL_SHIM_H
#define EVENKEEL_COPENSSL_SHIM_H

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#endif
