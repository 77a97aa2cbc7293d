/** Validation of bodies by the constraints of Jakarta Validation. */
@NullMarked
package dev.toolkit.core.validation;

import org.jspecify.annotations.NullMarked;
