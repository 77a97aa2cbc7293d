package dev.toolkit.db.function;

/**
 * A function of seven arguments, such as the constructor of a record.
 *
 * <p>It is called on the thread that reads the rows. Where threads share a query, they share it
 * too.
 *
 * @param <A> the type of the argument 1
 * @param <B> the type of the argument 2
 * @param <C> the type of the argument 3
 * @param <D> the type of the argument 4
 * @param <E> the type of the argument 5
 * @param <F> the type of the argument 6
 * @param <G> the type of the argument 7
 * @param <Z> the type of the result
 * @since 0.1.0
 */
@FunctionalInterface
public interface Function7<A, B, C, D, E, F, G, Z> {

  /** Returns the result for the arguments. */
  Z apply(A a, B b, C c, D d, E e, F f, G g);
}
