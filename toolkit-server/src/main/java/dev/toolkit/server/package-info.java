/**
 * Servers: {@link dev.toolkit.server.Server} runs an application until it is closed or the process
 * is told to stop, under the limits of {@link dev.toolkit.server.ServerOptions}.
 */
@NullMarked
package dev.toolkit.server;

import org.jspecify.annotations.NullMarked;
