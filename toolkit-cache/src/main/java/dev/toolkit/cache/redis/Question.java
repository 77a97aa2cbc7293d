package dev.toolkit.cache.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two commands that read an entry: for its remaining life, and then for its value. */
final class Question {

  private final byte[] key;

  /** In milliseconds; -1 if there is no end, -2 if there was no value. */
  final AsyncCommand<byte[], byte[], Long> remaining;

  private final AsyncCommand<byte[], byte[], byte[]> value;

  Question(byte[] key) {
    this.key = key;
    this.remaining = command(CommandType.PTTL, new IntegerOutput<>(ByteArrayCodec.INSTANCE));
    this.value = command(CommandType.GET, new ValueOutput<>(ByteArrayCodec.INSTANCE));
  }

  private <T> AsyncCommand<byte[], byte[], T> command(
      CommandType type, CommandOutput<byte[], byte[], T> output) {
    return new AsyncCommand<>(
        new Command<>(type, output, new CommandArgs<>(ByteArrayCodec.INSTANCE).addKey(key)));
  }

  List<RedisCommand<byte[], byte[], ?>> commands() {
    return List.of(remaining, value);
  }

  /** Waits for the value; what is no string was written by somebody else and is no entry. */
  byte @Nullable [] value(Redis redis, long deadline) throws Exception {
    try {
      return redis.await(value, deadline);
    } catch (RedisCommandExecutionException e) {
      if (isOfAnotherType(e)) {
        return new byte[0];
      }
      throw e;
    }
  }

  private static boolean isOfAnotherType(RedisCommandExecutionException failure) {
    String message = failure.getMessage();
    return message != null && message.startsWith("WRONGTYPE");
  }
}
