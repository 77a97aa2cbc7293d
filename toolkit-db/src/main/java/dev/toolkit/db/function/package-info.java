/** Functions of one to sixteen arguments, so that constructors of records fit them. */
@NullMarked
package dev.toolkit.db.function;

import org.jspecify.annotations.NullMarked;
