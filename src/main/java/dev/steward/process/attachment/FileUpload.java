package dev.steward.process.attachment;

import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.form.FileField;
import dev.steward.process.form.Form;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/** A file on its way in, and the field that asks for it. */
public record FileUpload(FileField field, MultipartFile file) {
  /** @throws ProblemException 422 where the form has no such field, or nothing was sent */
  public static FileUpload of(
    Optional<Form> form,
    @Nullable String field,
    @Nullable MultipartFile file
  ) {
    var known = form
      .flatMap(each -> each.fileField(field == null ? "" : field))
      .orElseThrow(() -> refused("field", "names no field of the form that takes files"));
    if (file == null) {
      throw refused("file", "is required");
    }
    return new FileUpload(known, file);
  }

  private static ProblemException refused(String parameter, String message) {
    return ProblemException.invalid(
      "The file cannot be attached",
      List.of(new FieldError(parameter, message))
    );
  }
}
