package io.plimsoll.client;

import io.plimsoll.cli.HostPort;
import io.plimsoll.client.control.ControlToken;
import io.plimsoll.client.load.LoadConfig;

/**
 * Everything that the options say.
 *
 * @param load what to drive
 * @param control where the control API and page listen; port 0 = any free port
 * @param token for what changes the load over the control API
 */
record ClientConfig(LoadConfig load, HostPort control, ControlToken token) {}
