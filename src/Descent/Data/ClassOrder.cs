using System.Globalization;

namespace Descent.Data;

/// <summary>The order of class names, the same wherever labels are read: it decides which index a class has.</summary>
internal static class ClassOrder
{
    /// <summary>Sorts in place: by value if every name is a whole number, otherwise by ordinal string order.</summary>
    public static void Sort(string[] names)
    {
        double[] values = new double[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            if (!double.TryParse(names[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out values[i]))
            {
                Array.Sort(names, StringComparer.Ordinal);
                return;
            }
        }

        // Names of equal value, 1 and 01, keep a fixed order too.
        Array.Sort(values, names);
        for (int start = 0, end; start < names.Length; start = end)
        {
            for (end = start + 1; end < names.Length && values[end] == values[start]; end++)
            {
            }

            Array.Sort(names, start, end - start, StringComparer.Ordinal);
        }
    }
}
