package dev.steward.tool.adapter;

import dev.steward.journal.LostWorkException;
import dev.steward.json.JsonTexts;
import dev.steward.tool.JavaTool;
import dev.steward.tool.contract.BeanTarget;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Calls Java beans of this application. */
@Component
class BeanAdapter implements Adapter<BeanTarget> {

  private static final Logger log = LoggerFactory.getLogger(BeanAdapter.class);

  private final Map<String, JavaTool> beans;

  BeanAdapter(Map<String, JavaTool> beans) {
    this.beans = beans;
  }

  @Override
  public Class<BeanTarget> target() {
    return BeanTarget.class;
  }

  @Override
  public Answer call(BeanTarget target, Order order) {
    var bean = beans.get(target.name());
    if (bean == null) {
      return new Answer.Unavailable("There is no bean '" + target.name() + "'");
    }
    var call = new FutureTask<>(() -> bean.call(order.arguments(), order.idempotencyKey()));
    Thread.ofVirtual()
      .name("tool-" + target.name())
      .start(call);
    try {
      var result = call.get(order.contract().timeout().toMillis(), TimeUnit.MILLISECONDS);
      return new Answer.Success(JsonTexts.storable(result));
    } catch (TimeoutException e) {
      call.cancel(true);
      return new Answer.Unknown("No answer from the bean '%s' in time".formatted(target.name()));
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new LostWorkException("This node stops");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof JavaTool.RefusedException refused) {
        return new Answer.Failure(JsonTexts.message(String.valueOf(refused.getMessage())));
      }
      // Its message may hold anything; whoever runs the application finds it here.
      log.warn("The bean '{}' failed", target.name(), e.getCause());
      return new Answer.Unknown("The bean '%s' failed".formatted(target.name()));
    }
  }
}
