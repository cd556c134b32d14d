package niangjia.files;

/** What a kept file can be; nothing else is ever given out. */
public enum FileKind {
    JPEG("image/jpeg", "picture.jpg"),
    PNG("image/png", "picture.png"),
    PDF("application/pdf", "document.pdf");

    private final String mediaType;
    private final String neutralName;

    FileKind(String mediaType, String neutralName) {
        this.mediaType = mediaType;
        this.neutralName = neutralName;
    }

    public String mediaType() {
        return mediaType;
    }

    /** What it is called when it is taken along: it tells nothing. */
    public String neutralName() {
        return neutralName;
    }

    public boolean isPicture() {
        return this != PDF;
    }
}
