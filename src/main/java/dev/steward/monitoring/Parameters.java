package dev.steward.monitoring;

import java.util.Arrays;
import java.util.function.Function;
import org.springframework.format.FormatterRegistry;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Takes names in addresses as answers write them. */
@Component
class Parameters implements WebMvcConfigurer {

  @Override
  public void addFormatters(FormatterRegistry registry) {
    register(registry, Figure.class, Figure::id);
    register(registry, Dimension.class, Dimension::id);
    register(registry, Interval.class, Interval::id);
    register(registry, MonitoringController.Part.class, MonitoringController.Part::id);
  }

  private static <E extends Enum<E>> void register(
    FormatterRegistry registry,
    Class<E> type,
    Function<E, String> id
  ) {
    registry.addConverter(String.class, type, text ->
      Arrays.stream(type.getEnumConstants())
        .filter(value -> id.apply(value).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no such " + type.getSimpleName()))
    );
  }
}
