#!/usr/bin/env node
// npm links a program when it installs, which is before anything is compiled: this file is there by then.
require('../build/bin/firewatch.js');
