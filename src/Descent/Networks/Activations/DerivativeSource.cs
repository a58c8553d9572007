namespace Descent.Networks;

/// <summary>What the derivative of an activation is computed from.</summary>
internal enum DerivativeSource
{
    /// <summary>The weighted input z, which the forward pass then keeps.</summary>
    Input,

    /// <summary>The output a, so that z can be overwritten.</summary>
    Output,
}
