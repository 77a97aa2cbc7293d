/**
 * The JVM around the web core: its environment, and the client that tests an application in memory.
 */
@NullMarked
package dev.toolkit.core.jvm;

import org.jspecify.annotations.NullMarked;
