/** Sessions of browsers, kept on the server, and the protection of what cookies authorize. */
@NullMarked
package dev.toolkit.auth.session;

import org.jspecify.annotations.NullMarked;
