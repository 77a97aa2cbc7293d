/**
 * API keys: making, checking, rotating and revoking them, and the middleware that asks for them.
 */
@NullMarked
package dev.toolkit.auth.apikey;

import org.jspecify.annotations.NullMarked;
