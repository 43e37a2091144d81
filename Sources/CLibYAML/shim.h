// libyaml for Swift.
#ifndef EVENKEEL_CLIBYAML_SHIM_H
#define EVENKEEL_CLIBYAML_SHIM_H

#include <yaml.h>

#endif
