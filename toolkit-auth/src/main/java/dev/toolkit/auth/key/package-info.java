/** Keys that know their algorithm, sets of them, and where they come from. */
@NullMarked
package dev.toolkit.auth.key;

import org.jspecify.annotations.NullMarked;
