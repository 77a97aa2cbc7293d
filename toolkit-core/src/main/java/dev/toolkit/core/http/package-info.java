/** HTTP messages as immutable values: requests, responses, headers, cookies, queries, problems. */
@NullMarked
package dev.toolkit.core.http;

import org.jspecify.annotations.NullMarked;
