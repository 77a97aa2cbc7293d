/** JSON by Jackson. */
@NullMarked
package dev.toolkit.core.json;

import org.jspecify.annotations.NullMarked;
